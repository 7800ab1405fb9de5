/** Rings in this process when something that happened to a consent is kept. */
export interface Bell {
  ring(): void
  /** Hears of it from now on; gives what ends that. */
  onRing(listener: () => void): () => void
}
