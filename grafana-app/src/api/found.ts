import { ApiError } from './errors';

/**
 * What was asked for by its id.
 * @throws ApiError NOT_FOUND when the platform answered null: it does not exist, or not for this caller.
 */
export function found<Value>(value: Value): NonNullable<Value> {
  if (value === null || value === undefined) {
    throw new ApiError('NOT_FOUND', '');
  }
  return value;
}
