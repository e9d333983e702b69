import React, { useEffect, useRef, useState } from 'react';
import { t } from '@grafana/i18n';
import { Input } from '@grafana/ui';
import { formatMatchers, type MatcherWords } from '../../words/quiet';
import { MatcherFault } from './MatcherFault';
import { type Expected, parseMatchers } from './parseMatchers';

interface Props {
  id?: string;
  /** What the matchers are for, for those who do not see it. */
  label: string;
  matchers: MatcherWords[];
  onChange(matchers: MatcherWords[]): void;
}

/**
 * Matchers as one expression, typed or pasted. It follows the matchers when they change elsewhere; a text that cannot be read leaves them as they were, is
 * pointed at, and keeps the form from being sent.
 */
export function MatcherText({ id, label, matchers, onChange }: Props) {
  const written = formatMatchers(matchers.filter(({ name }) => name.trim() !== ''));
  const [text, setText] = useState(written);
  const [meant, setMeant] = useState(written);
  const input = useRef<HTMLInputElement>(null);
  if (written !== meant) {
    setMeant(written);
    setText(written);
  }
  const { fault } = parseMatchers(text);
  const words = fault && expectedWords(fault.expected);
  useEffect(() => input.current?.setCustomValidity(words ?? ''), [words]);
  return (
    <div>
      <Input
        ref={input}
        id={id}
        aria-label={label}
        invalid={fault !== undefined}
        aria-invalid={fault !== undefined}
        spellCheck={false}
        autoComplete="off"
        placeholder={'{alertname="HighCpu", instance=~"web-.*"}'}
        value={text}
        onChange={({ currentTarget }) => {
          setText(currentTarget.value);
          const parsed = parseMatchers(currentTarget.value);
          if (parsed.fault === undefined) {
            setMeant(formatMatchers(parsed.matchers));
            onChange(parsed.matchers);
          }
        }}
      />
      {fault && words !== undefined && <MatcherFault text={text} fault={{ at: fault.at, words }} />}
    </div>
  );
}

function expectedWords(expected: Expected): string {
  switch (expected) {
    case 'label':
      return t('matchers.expected.label', 'Here the name of a label is expected.');
    case 'operator':
      return t('matchers.expected.operator', 'Here one of = != =~ !~ is expected.');
    case 'value':
      return t('matchers.expected.value', 'Here a value is expected.');
    case 'quote':
      return t('matchers.expected.quote', 'This quote is not closed.');
    case 'brace':
      return t('matchers.expected.brace', 'Here a comma or a closing brace is expected.');
    case 'comma':
      return t('matchers.expected.comma', 'Here a comma is expected.');
    default:
      return expected satisfies never;
  }
}
