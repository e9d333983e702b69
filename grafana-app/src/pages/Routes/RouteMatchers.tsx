import React, { useState } from 'react';
import { MatcherFields } from '../../components/MatcherInput/MatcherFields';
import { MatcherText } from '../../components/MatcherInput/MatcherText';
import { parseMatchers } from '../../components/MatcherInput/parseMatchers';
import { formatMatcher, type MatcherWords } from '../../words/quiet';

interface Props {
  label: string;
  /** In Alertmanager's words, as routes keep them. */
  value: string[];
  /** An expression alone, where there is little room. */
  isShort?: boolean;
  onChange(value: string[]): void;
}

/** The matchers of a route or of one of its rules. Rows without a label are not in the draft yet. */
export function RouteMatchers({ label, value, isShort = false, onChange }: Props) {
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
