/** What goes wrong by the standard's names (EPCIS 2.0, section 12.4), each with its HTTP status. */
const PROBLEMS = {
  ValidationException: 400,
  QueryParameterException: 400,
  SecurityException: 403,
  NoSuchNameException: 404,
  NoSuchResourceException: 404,
  NotAcceptableException: 406,
  ResourceAlreadyExistsException: 409,
  CaptureLimitExceededException: 413,
  QueryTooLargeException: 413,
  UnsupportedMediaTypeException: 415,
  ImplementationException: 501,
} as const;
export type ProblemName = keyof typeof PROBLEMS;

/** A problem as RFC 7807 tells it. */
export interface Problem {
  readonly type: `epcisException:${ProblemName}`;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance?: string;
}

export const problem = (name: ProblemName, detail: string, instance?: string): Problem => ({
  type: `epcisException:${name}`,
  title: name.replace(/([a-z])([A-Z])/g, '$1 $2'),
  status: PROBLEMS[name],
  detail,
  ...(instance !== undefined && { instance }),
});

/** An expected failure of the EPCIS interface; what it says is the caller's to see. */
export class EpcisProblem extends Error {
  readonly problem: Problem;

  constructor(name: ProblemName, detail: string) {
    super(detail);
    this.name = name;
    this.problem = problem(name, detail);
  }
}
