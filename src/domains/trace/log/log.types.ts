import { Field, ObjectType } from 'type-graphql';
import { connectionType, DateTimeScalar, SequenceScalar, Visible } from '../../../platform/graphql/index.js';

const BASE64 = 'base64, 32 bytes';

@ObjectType({
  simpleResolvers: true,
  description:
    'A signed tree head: the log’s size and root at a time. Whoever keeps one notices any later change of what it covers.',
})
@Visible('public')
export class TreeHead {
  @Field(() => SequenceScalar, { description: 'How many entries it covers.' })
  size!: number;

  @Field(() => String, { description: `Root of the tree over them (RFC 6962), ${BASE64}.` })
  rootHash!: string;

  @Field(() => DateTimeScalar)
  signedAt!: string;

  @Field(() => String, {
    description: 'The head as a C2SP checkpoint with its signatures: what to keep, and to check.',
  })
  note!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'The way from an entry of the log to a root (RFC 6962 §2.1.1).',
})
@Visible('public')
export class InclusionProof {
  @Field(() => SequenceScalar, { description: 'Place in the log, from 0.' })
  leafIndex!: number;

  @Field(() => SequenceScalar, { description: 'Of the tree with so many entries.' })
  size!: number;

  @Field(() => String, { description: `What stands there: SHA-256(salt ‖ event hash), ${BASE64}.` })
  commitment!: string;

  @Field(() => [String], { description: `Hashes beside the way, from the leaf up; each ${BASE64}.` })
  path!: string[];

  @Field(() => String, { description: `The root it leads to, ${BASE64}.` })
  rootHash!: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'What shows that the tree of one size begins with all of an earlier one (RFC 6962 §2.1.2).',
})
@Visible('public')
export class ConsistencyProof {
  @Field(() => SequenceScalar)
  from!: number;

  @Field(() => SequenceScalar)
  to!: number;

  @Field(() => [String], { description: `From the bottom up; each ${BASE64}.` })
  path!: string[];

  @Field(() => String, { description: `Root of the earlier tree, ${BASE64}.` })
  fromRootHash!: string;

  @Field(() => String, { description: `Root of the later tree, ${BASE64}.` })
  toRootHash!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A key that signs heads, or did.' })
@Visible('public')
export class LogKey {
  @Field(() => String, { description: 'The log that it signs for.' })
  name!: string;

  @Field(() => String, { description: 'Its id in signatures, 8 hexadecimal digits.' })
  keyId!: string;

  @Field(() => String, { description: 'Ed25519, as a verifier key of C2SP signed notes: `name+id+base64`.' })
  verifierKey!: string;

  @Field(() => DateTimeScalar)
  madeAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'null: it signs now.' })
  retiredAt!: string | null;
}

export const TreeHeadConnection = connectionType('TreeHead', () => TreeHead);
