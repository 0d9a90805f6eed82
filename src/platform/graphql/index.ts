export {
  Allow,
  declarePolicy,
  ForViewer,
  permits,
  isForViewer,
  isPublic,
  readSubject,
  operationPolicies,
  Visible,
} from './allow.js';
export { connectionType, page, PageArgs, PageInfo, pageOf, type Page } from './connection.js';
export { createContext, loaderOf, type RequestContext } from './context.js';
export {
  answer,
  generalErrors,
  payloadType,
  payloadTypes,
  requestError,
  userErrorType,
  type UserErrorShape,
} from './errors.js';
export { globalId, numericKey, parseGlobalId, uuidKey } from './global-id.js';
export { byKey, listPage, Where, type List } from './list.js';
export { nodeSelection, selectionOf, type Selection } from './look-ahead.js';
export { Node, NodeRegistry } from './node.js';
export { ReadModel } from './read-model.js';
export { ResyncReasonName, ResyncRequired } from './resync.js';
export { isoSql, knownRows, rowJson } from './rows-at-hand.js';
export {
  CursorScalar,
  DateScalar,
  DateTimeScalar,
  FenScalar,
  JsonScalar,
  PlaceCodeScalar,
  QuantityScalar,
  SequenceScalar,
} from './scalars.js';
export { buildGraph, printGraph } from './schema.js';
export { statement, type Statement } from './statement.js';
