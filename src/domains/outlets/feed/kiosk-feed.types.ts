import { ArgsType, createUnionType, Field, ID, ObjectType } from 'type-graphql';
import {
  CursorScalar,
  DateTimeScalar,
  parseGlobalId,
  ResyncRequired,
  SequenceScalar,
  Visible,
} from '../../../platform/graphql/index.js';
import { KioskCommand } from '../commands/command.types.js';
import { Kiosk, Slot } from '../outlet.types.js';

@ArgsType()
export class KioskFeedArgs {
  @Field(() => CursorScalar, {
    nullable: true,
    description: 'The last cursor you hold; left out, a snapshot comes first.',
  })
  after?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'Which kiosk. Left out: a device follows its own, others all that they may see.',
  })
  kioskId?: string | null;
}

export const KioskThing = createUnionType({
  name: 'KioskThing',
  description: 'What a kiosk follows: its own state and locks, its slots with their prices, its commands.',
  types: () => [Kiosk, Slot, KioskCommand] as const,
  resolveType: ({ id }: { id: string }) => parseGlobalId(id)!.type,
});

@ObjectType({
  simpleResolvers: true,
  description: 'Kiosks, all their slots and their pending commands now; changes follow.',
})
@Visible('Kiosk')
export class KioskSnapshot {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => [KioskThing], { description: 'A thing may be newer than the cursor: its change then repeats it.' })
  items!: (typeof KioskThing)[];

  @Field(() => Boolean, {
    description: 'False when more parts of the same snapshot follow; the cursor of such a part starts it anew.',
  })
  complete!: boolean;
}

@ObjectType({
  simpleResolvers: true,
  description: 'One thing changed. Apply it only if its version is higher than yours.',
})
@Visible('Kiosk')
export class KioskChange {
  @Field(() => CursorScalar, { description: 'Pass it as `after` to go on from here.' })
  cursor!: string;

  @Field(() => SequenceScalar, { description: 'Position in the event log: it only grows.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  occurredAt!: string;

  @Field(() => KioskThing)
  item!: typeof KioskThing;
}

export const KioskFeedItem = createUnionType({
  name: 'KioskFeedItem',
  description: 'What `kioskFeed` sends.',
  types: () => [KioskSnapshot, KioskChange, ResyncRequired] as const,
  resolveType: (value: object) =>
    'reason' in value ? 'ResyncRequired' : 'items' in value ? 'KioskSnapshot' : 'KioskChange',
});
