import { SaxesParser } from "saxes";

/** Elements, attributes as `name=value`, and texts of an XML document. @throws Error when it is not well-formed */
export function parseXml(xml: string) {
  const elements: string[] = [];
  const attributes: string[] = [];
  const texts: string[] = [];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes: own }) => {
    elements.push(name);
    attributes.push(...Object.entries(own).map(([key, value]) => `${key}=${value}`));
  });
  parser.on("text", (text) => void texts.push(text));
  parser.write(xml).close();
  return { elements, attributes, texts };
}
