import type { AboutData, Definition } from "../page-about.ts";
import { byId, h } from "./dom.ts";

/** Shows the definition of a number on hover and on keyboard focus. */
export function definitionsView({ definitions }: AboutData): void {
  const box = h("div", { id: "definition", role: "tooltip", hidden: true });
  document.body.append(box);
  const show = (event: Event) => {
    const target =
      event.target instanceof Element ? event.target.closest<HTMLElement>("[data-definition]") : null;
    const definition = definitions[target?.dataset["definition"] ?? ""];
    if (target === null || definition === undefined) return hide();
    box.replaceChildren(h("b", {}, definition.title), h("div", {}, definition.text), reference(definition));
    box.hidden = false;
    target.setAttribute("aria-describedby", "definition");
    const { left, bottom, top } = target.getBoundingClientRect();
    const room = document.documentElement.clientWidth - box.offsetWidth - 8;
    const below = bottom + 6 + box.offsetHeight < innerHeight;
    box.style.left = `${Math.max(8, Math.min(left, room))}px`;
    box.style.top = `${below ? bottom + 6 : Math.max(8, top - 6 - box.offsetHeight)}px`;
  };
  const hide = () => {
    box.hidden = true;
  };
  for (const kind of ["mouseover", "focusin"]) document.addEventListener(kind, show);
  document.addEventListener("focusout", hide);
  document.addEventListener("scroll", hide, { passive: true });
  // The position of its number changes then, and it may be wider than the window.
  addEventListener("resize", hide);
  document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  byId("definitions").append(
    ...Object.values(definitions).flatMap((definition) => [
      h("dt", {}, definition.title),
      h("dd", {}, definition.text, " ", reference(definition)),
    ]),
  );
}

function reference({ reference: source }: Definition): HTMLElement {
  return h("small", {}, source ?? "");
}
