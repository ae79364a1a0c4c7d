/** Earlier and everyday names of estimators, quantities and coordinates, and what they are called. */
const otherNames: ReadonlyMap<string, string> = new Map([
  ["structural-information", "structure"],
  ["structuralInformation", "structure"],
  ["learning-coefficient", "growth"],
  ["learningCoefficient", "growth"],
  ["growth-exponent", "exponent"],
  ["growthExponent", "exponent"],
  ["rate", "held-out-rate"],
]);

/** What a name stands for; a name that is no other is its own. */
export const currentName = (name: string): string => otherNames.get(name) ?? name;
