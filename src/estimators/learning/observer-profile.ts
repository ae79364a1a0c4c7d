import * as z from "zod";
import { type ObserverProfile, observerProfiles } from "../../observer/observer-members.ts";

/** @param usual the profile where none is given */
export const profileParam = (usual: ObserverProfile) =>
  z.enum(observerProfiles).default(usual).describe("work the observer does for a symbol");

/** The parameter of estimators that read a learning curve: usually the one that the map reads, too. */
export const curveParams = () => z.strictObject({ profile: profileParam("fast") });

/** The parameter of estimators that have an observer learn. */
export const profileParams = () => z.strictObject({ profile: profileParam("standard") });
