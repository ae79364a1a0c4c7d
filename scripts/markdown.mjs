// What the generated documents share.

/** Text that Markdown leaves as it is. */
export const plain = (text) => String(text).replace(/[\\`*_[\]<>|~]/g, "\\$&");

export const code = (text) => (text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``);

/** Items by a key, in the order in which the keys first occur: [[key, items]]. */
export function grouped(items, key) {
  const groups = new Map();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return [...groups];
}
