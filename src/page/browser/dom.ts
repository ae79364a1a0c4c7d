type Child = Node | string | null | false;

/**
 * An element with attributes and children; text is never parsed as HTML.
 *
 * @param attributes a function is a listener of that event; undefined and false are omitted
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children) if (child !== null && child !== false) element.append(child);
  return element;
}

/** The element of the document with this id. @throws Error when the document lacks it */
export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`the page has no element "${id}"`);
  return element;
}

/** A name of any script, isolated from the direction of the surrounding text. */
export function nameOf(text: string): HTMLElement {
  return h("bdi", {}, text);
}

/** A number under its title, with its definition on hover. @param hint tooltip of the number */
export function figureOf(key: string, title: string, value: string, hint = "", unit = ""): HTMLElement {
  return h(
    "div",
    { class: "figure" },
    h("dt", { "data-definition": key, tabindex: 0 }, title),
    h("dd", { title: hint }, value, unit !== "" && h("small", {}, ` ${unit}`)),
  );
}

/** Head and body of a table. @param isNumber whether a column holds numbers */
export function tableParts(
  heads: readonly string[],
  isNumber: (column: number) => boolean,
  rows: readonly HTMLElement[],
): HTMLElement[] {
  const cells = heads.map((head, i) =>
    h("th", { scope: "col", class: isNumber(i) ? "number plain" : "plain" }, head),
  );
  return [h("thead", {}, h("tr", {}, ...cells)), h("tbody", {}, ...rows)];
}

/** Decodes base64. */
export function decoded(text: string): Uint8Array {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
  return bytes;
}
