import { expect, test } from "vitest";
import { htmlText } from "../../../../../src/input/corpora/extraction/steps.ts";

test("keeps the text of the body, one trimmed line each", () => {
  const page = `<!doctype html>
<html lang="en">
  <head>
    <title>Not this</title>
  </head>
  <body>
    <header><h1>Title</h1></header>

    <!-- nor
         this -->
    <p>One <b>bold</b> word.</p>
  </body>
</html>
`;
  expect(htmlText(page)).toBe("Title\nOne bold word.\n");
});

test("decodes entities after the tags are gone", () => {
  expect(htmlText("<p>R&#x26;D &amp;lt; &#60;b&#62; &quot;&apos;&nbsp;x</p>")).toBe(
    "R&D &lt; <b> \"'\u00a0x\n",
  );
});

test("leaves what is no character or unknown as it is", () => {
  expect(htmlText("&#xD800; &#0; &#x110000; &hellip; &constructor; &")).toBe(
    "&#xD800; &#0; &#x110000; &hellip; &constructor; &\n",
  );
  expect(htmlText("&#x10FFFF;&#xE000;&#xD7FF;")).toBe("\u{10ffff}\ue000\ud7ff\n");
});

test("keeps <header>, which is not <head>, and gives the empty text for a page without text", () => {
  expect(htmlText("<header>kept</header>")).toBe("kept\n");
  expect(htmlText("<html><head></head><body> \n </body></html>")).toBe("");
});
