/** How much one task may take, and how eagerly. Whatever runs out says nothing about the document. */
export interface Limits {
  /** Milliseconds of the process's own time on a processor, which a busy or paused machine does not use up. */
  readonly cpuMs: number
  /** MiB of its heap. */
  readonly heapMb: number
  /** Milliseconds on the wall after which a process is given up that may do nothing at all any more. */
  readonly silenceMs: number
  /** Whether everything else on the machine goes first. */
  readonly givesWay: boolean
}

/** MiB that a process may hold besides its heap: its code, and bytes of files. */
const besideHeapMb = 256

/** MiB that it may hold in all. */
export const residentMb = ({ heapMb }: Pick<Limits, 'heapMb'>): number => heapMb + besideHeapMb

/** MiB after which it gets no further task: what one document left behind is not to be held against the next. */
export const spentMb = (limits: Pick<Limits, 'heapMb'>): number => residentMb(limits) - besideHeapMb / 2
