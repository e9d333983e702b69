import { useEffect, useState } from 'react';

const REST_MS = 400;

/** A value once it has not changed for a moment: people type, and each key would be a question. */
export function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const pause = setTimeout(() => setRested(value), REST_MS);
    return () => clearTimeout(pause);
  }, [value]);
  return rested;
}
