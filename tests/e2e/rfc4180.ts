/**
 * A reader of CSV by RFC 4180: quoted fields may hold commas, quotes (doubled) and line breaks.
 *
 * @throws Error for text that is not that
 */
export function readCsv(text: string): string[][] {
  const records: string[][] = [];
  let fields: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = "";
    if (text[at] === '"') {
      for (at++; ; at++) {
        if (at >= text.length) throw new Error("a quoted field never ends");
        if (text[at] === '"' && text[at + 1] !== '"') break;
        if (text[at] === '"') at++;
        field += text[at];
      }
      at++;
    } else {
      while (at < text.length && text[at] !== "," && text[at] !== "\r") {
        if (text[at] === '"' || text[at] === "\n")
          throw new Error(`unquoted ${JSON.stringify(text[at])} at ${at}`);
        field += text[at++];
      }
    }
    fields.push(field);
    if (text[at] === ",") at++;
    else if (text.startsWith("\r\n", at)) {
      records.push(fields);
      fields = [];
      at += 2;
    } else throw new Error(`expected a comma or a line break at ${at}`);
  }
  if (fields.length > 0) throw new Error("the last line is not ended");
  return records;
}
