/** Proofs of the trace log, checked by whoever has them: no server, no database, nothing of Node. */
export { runNow, runSlowly, sha256, type Answer, type Question, type Work } from './asking.js';
export { FORMAT, readBundle, type ProofBundle, type ReadBundle } from './bundle.js';
export { fromBase64, fromHex, sameBytes, toBase64, toHex, utf8 } from './bytes.js';
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
