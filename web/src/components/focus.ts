/** Gives the focus back to where something was opened from, or to the content if that is gone. Whoever has moved on is
 *  not called back. */
export function giveBack(opener: Element | null): void {
  const content = document.getElementById("content");
  // The content has it where keepFocus was faster.
  if (![null, document.body, content].includes(document.activeElement as HTMLElement | null)) return;
  const back = opener instanceof HTMLElement && opener.isConnected && opener !== document.body ? opener : content;
  back?.focus({ preventScroll: true });
}

/** Keeps the place of whoever reads by keyboard or by ear: when what had the focus goes from the page (a button whose
 *  step is done, a link to another page) and nothing takes the focus, the content does. Answers what ends it. */
export function keepFocus(): () => void {
  let last: Element | null = null;
  const note = (event: FocusEvent) => {
    last = event.target instanceof Element ? event.target : null;
  };
  let looking = 0;
  const look = () => {
    looking = 0;
    if (last === null || last.isConnected) return;
    last = null;
    giveBack(null);
  };
  const gone = new MutationObserver(() => {
    if (last !== null && !last.isConnected && looking === 0) looking = requestAnimationFrame(look);
  });
  document.addEventListener("focusin", note);
  gone.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener("focusin", note);
    gone.disconnect();
    cancelAnimationFrame(looking);
  };
}
