import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, FenScalar, Node, PageArgs, SequenceScalar, Visible } from '../../../platform/graphql/index.js';
import { named } from '../named.js';
import { Kiosk } from '../outlet.types.js';

export const AuditStateName = named(['WAITING', 'BALANCED', 'DIFFERENT']);
registerEnumType(AuditStateName, {
  name: 'AuditState',
  valuesConfig: {
    WAITING: { description: 'Not all of the journal that was written before it is here.' },
    BALANCED: { description: 'Machine and books moved by the same.' },
    DIFFERENT: { description: 'Some selection differs.' },
  },
});

@ObjectType({
  simpleResolvers: true,
  description: "One selection: by how much the machine's counters and our books moved since the audit before.",
})
@Visible('Kiosk')
export class AuditLine {
  @Field(() => String, { description: "The slot's code." })
  slot!: string;

  @Field(() => Int, { description: 'Vends by the machine.' })
  machineCount!: number;

  @Field(() => FenScalar)
  machineFen!: number;

  @Field(() => Int, { description: 'Vends and offline sales by our books.' })
  bookedCount!: number;

  @Field(() => FenScalar)
  bookedFen!: number;

  @Field(() => Int, { description: "The machine's less ours; 0 when they agree." })
  differenceCount!: number;

  @Field(() => FenScalar)
  differenceFen!: number;

  @Field(() => Int, { description: 'Vends without a result that it proved to have been vended.' })
  resolved!: number;
}

@ObjectType({ implements: Node, simpleResolvers: true, description: 'An EVA-DTS audit file held against our books.' })
@Visible('Kiosk')
export class AuditReport extends Node {
  @Field(() => Kiosk)
  kiosk?: Kiosk;

  @Field(() => AuditStateName)
  state!: string;

  @Field(() => Int, { description: "Steps when the machine's counters went back." })
  epoch!: number;

  @Field(() => String, { nullable: true, description: "The machine's serial number." })
  serial!: string | null;

  @Field(() => [String], { description: 'What is odd about the file and does not matter.' })
  warnings!: string[];

  @Field(() => DateTimeScalar)
  receivedAt!: string;

  @Field(() => [AuditLine])
  lines!: AuditLine[];
}

@InputType()
export class AuditUploadInput {
  @Field(() => String, { description: 'The file as it was read from the machine, at most 200,000 characters.' })
  content!: string;

  @Field(() => ID, { nullable: true, description: 'The command that asked for it.' })
  commandId?: string | null;

  @Field(() => SequenceScalar, {
    nullable: true,
    description: "The journal's last number when the counters were read. Without it no vend is settled by it.",
  })
  journalSeq?: number | null;
}

@InputType({ description: 'Narrows a list of audit reports.' })
export class AuditReportFilter {
  @Field(() => ID, { nullable: true })
  kioskId?: string | null;

  @Field(() => AuditStateName, { nullable: true })
  state?: string | null;
}

@ArgsType()
export class AuditReportsArgs extends PageArgs {
  @Field(() => AuditReportFilter, { nullable: true })
  filter?: AuditReportFilter | null;
}
