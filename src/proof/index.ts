/** Proofs of the trace log, checked by whoever has them: no server, no database, nothing of Node. */
export { runNow, runSlowly, sha256, type Answer, type Question, type Work } from './asking.js';
export { FORMAT, readBundle, type ProofBundle, type ReadBundle, type ToldEvent } from './bundle.js';
export { fromBase64, fromHex, sameBytes, toBase64, toHex, utf8 } from './bytes.js';
export { cbvName, cbvUri, cbvValue, type CbvKind } from './epcis/cbv.rules.js';
export { checkDigit } from './epcis/check-digit.js';
export { coveredPart, uncoveredField } from './epcis/coverage.rules.js';
export { canonicalUri } from './epcis/gs1-uri.rules.js';
export { hashUri, preHash } from './epcis/pre-hash.rules.js';
export { prefixesOf, type Prefixes } from './epcis/prefixes.js';
export { emptyRoot, isConsistent, leafHash, nodeHash, rootByInclusion, type Tree } from './merkle.js';
export {
  headText,
  holds,
  keyId,
  readKey,
  readNote,
  signatureBy,
  writeKey,
  writeNote,
  type NoteSignature,
  type SignedHead,
  type TreeHead,
  type VerifierKey,
} from './note.js';
export {
  verifyBundle,
  type Fault,
  type ProvedFacts,
  type Step,
  type StepName,
  type Trusted,
  type Verdict,
} from './verify.js';
export { stepWords, verdictWords, type Language } from './words.js';
