import { type RefObject, useEffect, useRef } from 'react';
import { select } from 'd3-selection';
import { zoom, type ZoomBehavior, zoomIdentity } from 'd3-zoom';

/** A graph that does not fit at `fitLeast` is not made smaller, since nobody could read it: its root is brought into view instead. */
const SCALES = { least: 0.15, most: 2, fitLeast: 0.55, fitMost: 1 };
const PADDING = 20;

/** Size of what is drawn, in pixels at scale 1. */
interface Content {
  width: number;
  height: number;
  /** The middle of what must be in view. */
  focus: { x: number; y: number };
  /** Height of the frame where it follows the content: it fits anew when that changes. */
  room?: number;
}

/** The scale at which content of this width is shown at first. */
export function fittingScale(viewWidth: number, contentWidth: number): number {
  return Math.max(SCALES.fitLeast, Math.min(SCALES.fitMost, (viewWidth - 2 * PADDING) / contentWidth));
}

/**
 * Moves the canvas inside the view by dragging, pinching and the wheel (with Ctrl, so that the page can still be scrolled past
 * it). It fits the content when the content changes.
 */
export function usePanZoom(
  view: RefObject<HTMLDivElement | null>,
  canvas: RefObject<HTMLDivElement | null>,
  content: Content
) {
  const behaviour = useRef<Zoom | undefined>(undefined);
  const { width, height, room } = content;
  const { x, y } = content.focus;

  useEffect(() => {
    const element = view.current;
    if (element === null) {
      return;
    }
    const made = zoom<HTMLDivElement, unknown>()
      .scaleExtent([SCALES.least, SCALES.most])
      .filter((event: Event) => (event instanceof WheelEvent ? event.ctrlKey || event.metaKey : !isOnNode(event)))
      .on('zoom', ({ transform }: { transform: { x: number; y: number; k: number } }) => {
        if (canvas.current !== null) {
          canvas.current.style.transform = `translate(${transform.x}px, ${transform.y}px) scale(${transform.k})`;
        }
      });
    behaviour.current = made;
    const selection = select(element).call(made).on('dblclick.zoom', null);
    return () => {
      selection.on('.zoom', null);
    };
  }, [view, canvas]);

  useEffect(
    () => fitInto(view.current, behaviour.current, { width, height, focus: { x, y } }),
    [view, width, height, x, y, room]
  );

  return {
    /** Goes back to how the content was shown at first. */
    fit: () => fitInto(view.current, behaviour.current, content),
    scaleBy(factor: number) {
      if (view.current !== null && behaviour.current !== undefined) {
        select(view.current).call(behaviour.current.scaleBy, factor);
      }
    },
  };
}

type Zoom = ZoomBehavior<HTMLDivElement, unknown>;

function fitInto(view: HTMLDivElement | null, zoomer: Zoom | undefined, { width, height, focus }: Content) {
  if (view === null || zoomer === undefined) {
    return;
  }
  const { clientWidth, clientHeight } = view;
  const scale = fittingScale(clientWidth, width);
  const at = zoomIdentity
    .translate(
      startOf(clientWidth, width * scale, focus.x * scale),
      startOf(clientHeight, height * scale, focus.y * scale)
    )
    .scale(scale);
  select(view).call(zoomer.transform, at);
}

/** Pressing a node selects it; the canvas is moved beside the nodes. */
function isOnNode({ target }: Event): boolean {
  return target instanceof Element && target.closest('[data-node]') !== null;
}

/** Where the content begins: in the middle when it fits, else so that the focus is in the middle and no room is left over. */
function startOf(view: number, content: number, focus: number): number {
  return content + 2 * PADDING <= view
    ? (view - content) / 2
    : Math.min(PADDING, Math.max(view - content - PADDING, view / 2 - focus));
}
