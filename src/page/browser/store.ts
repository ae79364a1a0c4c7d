import { darkTheme, lightTheme, type Theme } from "../../report/charts/theme.ts";

/** The look of a page, whatever its content. */
export interface Look {
  readonly dark: boolean;
  /** while a page is printed it is light, and its table complete */
  readonly printing: boolean;
}

/** Holds all state of the page; views subscribe to it and do not know each other. */
export interface Store<State extends Look> {
  readonly state: State;
  change(difference: Partial<State>): void;
  /** @param act called after a change of one of these keys */
  listen(keys: readonly (keyof State)[], act: () => void): void;
}

export function createStore<State extends Look>(initial: State): Store<State> {
  let state = initial;
  const listeners: { readonly keys: readonly (keyof State)[]; readonly act: () => void }[] = [];
  return {
    get state() {
      return state;
    },
    change(difference) {
      const keys = Object.keys(difference) as (keyof State)[];
      const changed = new Set(keys.filter((key) => state[key] !== difference[key]));
      state = { ...state, ...difference };
      for (const one of listeners) if (one.keys.some((key) => changed.has(key))) one.act();
    },
    listen(keys, act) {
      listeners.push({ keys, act });
    },
  };
}

/** Light or dark as in the reader's system. */
export function systemLook(): Look {
  return { dark: matchMedia("(prefers-color-scheme: dark)").matches, printing: false };
}

export function themeOf({ dark, printing }: Look): Theme {
  return dark && !printing ? darkTheme : lightTheme;
}
