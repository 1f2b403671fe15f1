/** Gives the focus back to where something was opened from, or to the content if that is gone. Whoever has moved on is
 *  not called back. */
export function giveBack(opener: Element | null): void {
  if (document.activeElement !== null && document.activeElement !== document.body) return;
  const back = opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : document.getElementById("content");
  back?.focus({ preventScroll: true });
}
