import { darkTheme, lightTheme, type Theme } from "../../report/charts/theme.ts";

/** How a page looks, whatever it shows. */
export interface Look {
  readonly dark: boolean;
  /** while a page is printed it is light, and its table whole */
  readonly printing: boolean;
}

/** @param changed whether one of these was changed */
type Listener<State> = (state: State, changed: (...keys: readonly (keyof State)[]) => boolean) => void;

/** The one place that holds what was chosen; views listen to it and know nothing of each other. */
export interface Store<State extends Look> {
  readonly state: State;
  change(difference: Partial<State>): void;
  listen(listener: Listener<State>): void;
}

export function createStore<State extends Look>(initial: State): Store<State> {
  let state = initial;
  const listeners: Listener<State>[] = [];
  return {
    get state() {
      return state;
    },
    change(difference) {
      const keys = Object.keys(difference) as (keyof State)[];
      const others = new Set(keys.filter((key) => state[key] !== difference[key]));
      if (others.size === 0) return;
      state = { ...state, ...difference };
      const changed = (...asked: readonly (keyof State)[]) => asked.some((key) => others.has(key));
      for (const listener of listeners) listener(state, changed);
    },
    listen(listener) {
      listeners.push(listener);
    },
  };
}

/** Light or dark as the reader's system has it. */
export function systemLook(): Look {
  return { dark: matchMedia("(prefers-color-scheme: dark)").matches, printing: false };
}

export function themeOf({ dark, printing }: Look): Theme {
  return dark && !printing ? darkTheme : lightTheme;
}
