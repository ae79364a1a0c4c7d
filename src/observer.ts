/**
 * The observer as a separate entry, `mesoscope/observer`: the code length of each symbol of a sequence under a mixture of
 * predictors that learns as it reads, in the calling thread.
 */

export type { SymbolSequence, Symbols } from "./core/sequence.ts";
export type { Member, MemberDefinition } from "./observer/member.ts";
export {
  codePrefixes,
  type MemberReport,
  type Observation,
  observe,
  type PrefixCodes,
} from "./observer/observer.ts";
export { type ObserverProfile, observerMembers, observerProfiles } from "./observer/observer-members.ts";
