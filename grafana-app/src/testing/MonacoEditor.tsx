import React, { useEffect, useRef } from 'react';

interface Props {
  value: string;
  options: { readOnly?: boolean };
  onMount(made: object, monaco: object): void;
}

/** Stands in for Monaco, which wants a browser that lays text out: a plain field with the text, which tells of what is typed as Monaco does. */
export default function MonacoEditor({ value, options, onMount }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const tell = useRef(() => {});
  const mount = useRef(onMount);
  useEffect(() => {
    const model = { id: 'text', onDidChangeContent: (told: () => void) => void (tell.current = told) };
    mount.current({ getModel: () => model, getValue: () => field.current?.value ?? '', onKeyDown: () => {} }, monaco);
  }, []);
  return (
    <textarea
      ref={field}
      aria-label="Editor"
      readOnly={options.readOnly}
      value={value}
      onChange={() => tell.current()}
    />
  );
}

/** Grafana's editor hands Monaco to its loader, and its own colours to Monaco. */
export const loader = { config: () => {} };
export const editor = { defineTheme: () => {}, remeasureFonts: () => {} };
const monaco = { editor, KeyCode: { KeyS: 0 } };

// jsdom has no fonts to wait for.
Object.defineProperty(document, 'fonts', { value: { ready: Promise.resolve() }, configurable: true });
