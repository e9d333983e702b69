import React, { useEffect, useRef } from 'react';
import { t } from '@grafana/i18n';
import { CodeEditor, type Monaco, type MonacoEditor } from '@grafana/ui';
import type { Problem } from '../../../playbook/problems';

interface Props {
  value: string;
  problems: readonly Problem[];
  isReadOnly: boolean;
  onChange(value: string): void;
}

/** A playbook as a file; what is wrong is underlined in its line. */
export function YamlEditor({ value, problems, isReadOnly, onChange }: Props) {
  const mounted = useRef<{ editor: MonacoEditor; monaco: Monaco } | undefined>(undefined);
  const latest = useRef(problems);
  useEffect(() => {
    latest.current = problems;
    mark(mounted.current, problems);
  }, [problems]);
  return (
    <div role="group" aria-label={t('playbook.file', 'The playbook as a file')} style={{ minWidth: 0 }}>
      <CodeEditor
        value={value}
        language="yaml"
        height={760}
        showLineNumbers
        showMiniMap={false}
        readOnly={isReadOnly}
        monacoOptions={{ tabSize: 2, insertSpaces: true, wordWrap: 'on', scrollBeyondLastLine: false }}
        onChange={onChange}
        onEditorDidMount={(editor, monaco) => {
          mounted.current = { editor, monaco };
          mark(mounted.current, latest.current);
        }}
      />
    </div>
  );
}

function mark(mounted: { editor: MonacoEditor; monaco: Monaco } | undefined, problems: readonly Problem[]) {
  const model = mounted?.editor.getModel();
  if (mounted === undefined || !model) {
    return;
  }
  mounted.monaco.editor.setModelMarkers(
    model,
    'playbook',
    problems.map(({ line, message }) => {
      const at = Math.max(1, Math.min(line ?? 1, model.getLineCount()));
      return {
        severity: mounted.monaco.MarkerSeverity.Error,
        message,
        startLineNumber: at,
        endLineNumber: at,
        startColumn: model.getLineFirstNonWhitespaceColumn(at) || 1,
        endColumn: model.getLineMaxColumn(at),
      };
    })
  );
}
