import type { Regime } from "../../core/report.ts";
import { darkTheme, lightTheme, type Theme } from "../charts/theme.ts";
import type { Sort } from "./table-rows.ts";

/** What a reader has chosen. */
export interface State {
  /** row of the sample that all views show; null: none */
  readonly chosen: number | null;
  readonly words: string;
  readonly regimes: ReadonlySet<Regime>;
  readonly sort: Sort;
  readonly dark: boolean;
  /** while a page is printed it is light, and its table whole */
  readonly printing: boolean;
}

type Listener = (state: State, changed: ReadonlySet<keyof State>) => void;

/** The one place that holds what was chosen; views listen to it and know nothing of each other. */
export interface Store {
  readonly state: State;
  change(difference: Partial<State>): void;
  listen(listener: Listener): void;
}

export function createStore(initial: State): Store {
  let state = initial;
  const listeners: Listener[] = [];
  return {
    get state() {
      return state;
    },
    change(difference) {
      const keys = Object.keys(difference) as (keyof State)[];
      const changed = new Set(keys.filter((key) => state[key] !== difference[key]));
      if (changed.size === 0) return;
      state = { ...state, ...difference };
      for (const listener of listeners) listener(state, changed);
    },
    listen(listener) {
      listeners.push(listener);
    },
  };
}

export function themeOf({ dark, printing }: State): Theme {
  return dark && !printing ? darkTheme : lightTheme;
}
