import 'reflect-metadata';
import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Visible } from './allow.js';

export enum ResyncReasonName {
  CURSOR_INVALID = 'CURSOR_INVALID',
  EPOCH_CHANGED = 'EPOCH_CHANGED',
  PAST_RETENTION = 'PAST_RETENTION',
  ACCESS_CHANGED = 'ACCESS_CHANGED',
}
registerEnumType(ResyncReasonName, {
  name: 'ResyncReason',
  description: 'Why a cursor could not be followed.',
  valuesConfig: {
    CURSOR_INVALID: { description: 'This server did not write it.' },
    EPOCH_CHANGED: { description: 'The log was restored from a backup.' },
    PAST_RETENTION: { description: 'The log no longer reaches back so far.' },
    ACCESS_CHANGED: { description: 'Your rights changed: what you hold may not be yours to see any more.' },
  },
});

@ObjectType({ simpleResolvers: true, description: 'Forget what you hold: a fresh snapshot follows.' })
@Visible('public')
export class ResyncRequired {
  @Field(() => ResyncReasonName)
  reason!: ResyncReasonName;
}
