/** What a validator that is compiled from a schema found. */
export interface SchemaError {
  /** A JSON pointer to the value. */
  readonly instancePath: string;
  /** Where in the schema the keyword stands. */
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Present when the error is about the name of a property, not about the value. */
  readonly propertyName?: string;
}

/** Whether data has the shape of its schema; every error of the last call is in `errors`. */
export interface Validator {
  (data: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

export const okr: Validator;
export const strategy: Validator;
export const team: Validator;
export const objective: Validator;
export const checkIn: Validator;
export const retrospective: Validator;

/** Changes whenever the schemas allow something else. */
export const digest: string;
