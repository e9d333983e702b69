import React, { useState } from 'react';
import { MatcherFields } from './MatcherFields';
import { MatcherText } from './MatcherText';
import { parseMatchers } from './parseMatchers';
import { formatMatcher, type MatcherWords } from '../../words/quiet';

interface Props {
  label: string;
  /** In Alertmanager's words. */
  value: string[];
  /** An expression alone, where there is little room. */
  isShort?: boolean;
  onChange(value: string[]): void;
}

/** Matchers that are kept as they are written: of a route, of one of its rules, of a rule of enrichment. Rows without a label are not in the draft yet. */
export function WrittenMatchers({ label, value, isShort = false, onChange }: Props) {
  const written = value.join(', ');
  const [rows, setRows] = useState(() => read(written));
  const [meant, setMeant] = useState(written);
  if (written !== meant) {
    setMeant(written);
    setRows(read(written));
  }
  const Editor = isShort ? MatcherText : MatcherFields;
  return (
    <Editor
      label={label}
      matchers={rows}
      onChange={(next) => {
        const named = next.filter(({ name }) => name.trim() !== '').map(formatMatcher);
        setRows(next);
        setMeant(named.join(', '));
        onChange(named);
      }}
    />
  );
}

function read(text: string): MatcherWords[] {
  const parsed = parseMatchers(text);
  return parsed.fault === undefined ? parsed.matchers : [];
}
