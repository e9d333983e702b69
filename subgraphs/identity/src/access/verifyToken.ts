import { AppError } from '#kit/errors';
import { errors, type JWTPayload, jwtVerify, type JWTVerifyGetKey, type JWTVerifyOptions } from 'jose';

/** Rules that no issuer may go without; `algorithms` are asymmetric, so that a public key can never pass for a shared secret. */
export type TokenRules = JWTVerifyOptions & { algorithms: string[]; issuer: string | string[] };

/** Seconds that the clocks of the issuer and ours may differ. */
const clockTolerance = 5;

/**
 * The claims of a token, once its signature, issuer, audience and times hold; `exp` must be there. TOKEN_EXPIRED when only the time is wrong,
 * IDENTITY_UNAVAILABLE when the keys cannot be had, UNAUTHENTICATED (saying which rule) for everything else.
 * @param what the token's name in messages, e.g. "Grafana identity".
 */
export async function verifyToken(
  what: string,
  token: string,
  keys: JWTVerifyGetKey,
  rules: TokenRules,
): Promise<JWTPayload & { sub: string; exp: number }> {
  try {
    const { payload } = await jwtVerify(token, keys, { clockTolerance, ...rules, requiredClaims: ['exp', 'sub', ...(rules.requiredClaims ?? [])] });
    const { sub, exp } = payload;
    if (sub === undefined || exp === undefined) throw new errors.JWTInvalid('"sub" and "exp" must be there');
    return { ...payload, sub, exp };
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    if (cause instanceof errors.JWTExpired) throw new AppError('TOKEN_EXPIRED', `The ${what} has expired.`, { cause });
    const reason = cause instanceof errors.JOSEError ? cause.message : 'it cannot be read';
    throw new AppError('UNAUTHENTICATED', `The ${what} is not acceptable: ${reason}.`, { cause });
  }
}
