import { buildSchema, findBreakingChanges } from 'graphql';

/**
 * Breaking changes from one schema to the next that no `### Breaking` section of the changelog names. A line there names
 * a change by its element in backticks, such as `Product.priceFen` or `OrderErrorCode`.
 */
export function unannounced(before: string, now: string, changelog: string): string[] {
  const announced = namesUnderBreaking(changelog);
  return findBreakingChanges(buildSchema(before), buildSchema(now))
    .map(({ description }) => description)
    .filter((description) => !elements(description).some((element) => announced.has(element)));
}

function namesUnderBreaking(changelog: string): Set<string> {
  const sections = changelog.split(/^#{2,3} /m).filter((section) => section.startsWith('Breaking'));
  return new Set(sections.flatMap((section) => [...section.matchAll(/`([\w.]+)`/g)].map(([, name]) => name!)));
}

/** `Product.priceFen` of "Product.priceFen changed type from …"; `Unit.BOX` of "BOX was removed from enum type Unit." */
function elements(description: string): string[] {
  const words = description.match(/[A-Za-z_][\w.]*\w/g) ?? [];
  const fromType = /^(\w+) was removed from (?:enum|union) type (\w+)\.$/.exec(description);
  return fromType ? [`${fromType[2]}.${fromType[1]}`] : words.filter((word) => /[A-Z.]/.test(word)).slice(0, 1);
}
