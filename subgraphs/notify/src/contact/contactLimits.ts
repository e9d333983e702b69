/** Most contacts of one person. */
export const mostContacts = 20;
/** How long a code is good for. */
export const codeLifeMs = 10 * 60_000;
/** Wrong guesses after which a code is good for nothing any more. */
export const mostAttempts = 5;
/** Most codes within an hour for one contact, and the least time between two: they cost money, and their receiver may be somebody else. */
export const mostCodes = 5;
export const codesWindowMs = 60 * 60_000;
export const codePauseMs = 30_000;
