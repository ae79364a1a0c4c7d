/** A member of a tar archive. */
export function member(name: string, content: string, type = "0"): Buffer {
  const header = Buffer.alloc(512);
  header.write(name);
  header.write("0000644\0", 100);
  const length = Buffer.byteLength(content);
  header.write(`${length.toString(8).padStart(11, "0")}\0`, 124);
  header.write(type, 156);
  header.write("ustar\x0000", 257);
  const body = Buffer.alloc(Math.ceil(length / 512) * 512);
  body.write(content);
  return Buffer.concat([signed(header), body]);
}

/** With the checksum of its header, which may have been changed. */
export function signed(member: Buffer): Buffer {
  member.write("        ", 148);
  const sum = member.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  member.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return member;
}
