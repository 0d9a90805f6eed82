export const takeHandbookProducts = undefined;
