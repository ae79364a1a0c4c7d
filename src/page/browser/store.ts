import { darkTheme, lightTheme, type Theme } from "../../report/charts/theme.ts";

/** The look of a page, whatever its content. */
export interface Look {
  readonly dark: boolean;
  /** while a page is printed it is light, and its table complete */
  readonly printing: boolean;
}

/** @param changed whether one of these keys changed */
type Listener<State> = (state: State, changed: (...keys: readonly (keyof State)[]) => boolean) => void;

/** Holds all state of the page; views subscribe to it and do not know each other. */
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

/** Light or dark as in the reader's system. */
export function systemLook(): Look {
  return { dark: matchMedia("(prefers-color-scheme: dark)").matches, printing: false };
}

export function themeOf({ dark, printing }: Look): Theme {
  return dark && !printing ? darkTheme : lightTheme;
}
