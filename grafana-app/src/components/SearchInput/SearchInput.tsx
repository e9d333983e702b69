import React, { useEffect, useState } from 'react';
import { FilterInput } from '@grafana/ui';

const TYPING_PAUSE_MS = 300;

interface Props {
  value: string;
  placeholder: string;
  onChange(value: string): void;
}

/** A search field that answers at once and reports when typing pauses. */
export function SearchInput({ value, placeholder, onChange }: Props) {
  const [typed, setTyped] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    // The address changed by itself, by the back button for instance.
    setSeen(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed === value) {
      return;
    }
    const pause = setTimeout(() => onChange(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(pause);
  }, [typed, value, onChange]);
  return (
    <FilterInput
      aria-label={placeholder}
      placeholder={placeholder}
      value={typed}
      onChange={setTyped}
      escapeRegex={false}
      data-list-search
    />
  );
}
