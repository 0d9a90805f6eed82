import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Batch, type BatchRow } from '../../circulation/index.js';
import type { Printing } from '../gs1/printing.js';
import { BatchLabel } from './label.types.js';

@Resolver(() => Batch)
export class BatchLabelResolver {
  constructor(private readonly printing: Printing) {}

  @FieldResolver(() => BatchLabel, {
    nullable: true,
    description: "Its label for printing; null where the county's GS1 prefix has no room for the product's number.",
  })
  label(@Root() { productKey, code }: BatchRow): BatchLabel | null {
    const { link } = this.printing.of(productKey, code);
    const at = `${this.printing.origin}/labels/${encodeURIComponent(code)}`;
    return link === null ? null : { link, svg: `${at}.svg`, png: `${at}.png`, pdf: `${at}.pdf` };
  }
}
