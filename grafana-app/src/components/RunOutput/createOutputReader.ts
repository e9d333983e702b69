import Anser from 'anser';

/** A stretch of a line in one look. Colours are a name of the sixteen (`red`, `bright-red`) or `r, g, b`. */
export interface Stretch {
  text: string;
  color?: string;
  background?: string;
  bold?: true;
  dim?: true;
  italic?: true;
  underline?: true;
  strikethrough?: true;
}

export interface OutputLine {
  /** Counted from 1 over the whole output, so that a number stays when early lines are dropped. */
  number: number;
  /** The line without its colours. */
  text: string;
  stretches: Stretch[];
  /** Whether it was written to standard error. */
  isError: boolean;
}

export interface Output {
  lines: OutputLine[];
  /** So many lines at the beginning are not kept here. */
  dropped: number;
}

/** The most that one page holds: what is longer loses its beginning here, and is whole in the file. */
export const KEPT = { lines: 50_000, columns: 10_000 };

const ESCAPE = '\u001b';
/** A sequence whose number means nothing. */
const NO_CHANGE = `${ESCAPE}[999m`;

/**
 * Reads what a program wrote, piece by piece, into lines with their colours. A colour goes on until it is taken back, also over lines and pieces; a
 * carriage return writes a line anew, as progress bars do; other movements of the cursor are left out.
 */
export function createOutputReader(mostLines = KEPT.lines) {
  const looks = new Anser();
  let lines: OutputLine[] = [];
  let count = 0;
  let dropped = 0;
  let open = '';
  let openIsError = false;
  let isColoured = false;

  const readLine = (raw: string, isError: boolean): OutputLine => {
    const whole = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    // What stood before a carriage return may still have changed the colour.
    const at = whole.lastIndexOf('\r');
    if (at >= 0) {
      stretchesOf(whole.slice(0, at));
    }
    const shown = whole.slice(at + 1).slice(0, KEPT.columns);
    const stretches = stretchesOf(shown);
    return { number: 0, text: stretches.map(({ text }) => text).join(''), stretches, isError };
  };
  const stretchesOf = (text: string): Stretch[] => {
    if (!isColoured && !text.includes(ESCAPE)) {
      return text === '' ? [] : [{ text: clean(text) }];
    }
    // What stands before the first sequence would have no colour: an empty one lets it keep that of the line before.
    const parts = looks.ansiToJson(`${isColoured ? NO_CHANGE : ''}${withoutMovements(text)}`, {
      json: true,
      remove_empty: true,
      use_classes: true,
    });
    const last = looks as unknown as { fg: string | null; bg: string | null; decorations: string[] };
    isColoured = last.fg !== null || last.bg !== null || (last.decorations?.length ?? 0) > 0;
    return parts.map(toStretch).filter((stretch) => stretch.text !== '');
  };

  return {
    /** Takes in what came next; a line that is not yet at its end is shown as far as it is. */
    push(text: string, isError = false) {
      if (open !== '' && openIsError !== isError) {
        keep(readLine(open, openIsError));
        open = '';
      }
      const parts = (open + text).split('\n');
      open = parts.pop() ?? '';
      openIsError = isError;
      for (const part of parts) {
        keep(readLine(part, isError));
      }
      if (lines.length > mostLines * 1.2) {
        dropped += lines.length - mostLines;
        lines = lines.slice(-mostLines);
      }
    },
    /** All lines so far, in a new list, so that a page sees that it has changed. */
    read(): Output {
      const unfinished =
        open === ''
          ? []
          : [{ number: count + 1, text: plainOf(open), stretches: [{ text: plainOf(open) }], isError: openIsError }];
      return { lines: [...lines, ...unfinished], dropped };
    },
  };

  function keep(line: OutputLine) {
    count += 1;
    lines.push({ ...line, number: count });
  }
}

/** Text without colours, of a line that is still being written: its colours are read once it is whole, and only once. */
function plainOf(text: string): string {
  const shown = text.slice(text.replace(/\r$/, '').lastIndexOf('\r') + 1).slice(0, KEPT.columns);
  return clean(Anser.ansiToText(shown));
}

interface Part {
  content: string;
  fg: string | null;
  bg: string | null;
  fg_truecolor: string | null;
  bg_truecolor: string | null;
  decorations: string[];
}

function toStretch(part: Part): Stretch {
  const has = (decoration: string) => part.decorations.includes(decoration);
  const color = colorOf(part.fg, part.fg_truecolor);
  const background = colorOf(part.bg, part.bg_truecolor);
  return {
    text: has('hidden') ? '' : clean(part.content),
    ...(color !== undefined && { color }),
    ...(background !== undefined && { background }),
    ...(has('bold') && { bold: true as const }),
    ...(has('dim') && { dim: true as const }),
    ...(has('italic') && { italic: true as const }),
    ...(has('underline') && { underline: true as const }),
    ...(has('strikethrough') && { strikethrough: true as const }),
  };
}

function colorOf(name: string | null, exact: string | null): string | undefined {
  if (name === null) {
    return undefined;
  }
  if (name === 'ansi-truecolor') {
    return exact ?? undefined;
  }
  const number = /^ansi-palette-(\d+)$/.exec(name)?.[1];
  return number === undefined ? name.replace(/^ansi-/, '') : paletteColor(Number(number));
}

/** A colour of the usual palette of 256: after the sixteen a cube of 6 × 6 × 6, then 24 greys. */
function paletteColor(number: number): string {
  if (number >= 232) {
    const grey = 8 + (number - 232) * 10;
    return `${grey}, ${grey}, ${grey}`;
  }
  const place = number - 16;
  const level = (step: number) => (step === 0 ? 0 : 55 + step * 40);
  return [Math.floor(place / 36), Math.floor(place / 6) % 6, place % 6].map(level).join(', ');
}

/** Takes out every sequence but those of colours: after any other the text would lose its colour. */
function withoutMovements(text: string): string {
  return text.replace(/\u001b(?:\[[0-?]*[ -/]*[@-ln-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\^_])/g, '');
}

/** Takes out control characters besides the tabulator. */
function clean(text: string): string {
  return withoutMovements(text).replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '');
}
