// "Are you sure?", beside the button that was pressed. The library's is a hint, which takes no focus: by keyboard one
// would go through the rest of the page to its answers. This one takes the focus, keeps it, and gives it back.
import { Popconfirm, type PopconfirmProps } from "antd";
import { useEffect, useId, useRef, type ReactNode } from "react";
import { giveBack } from "./focus";

interface Props extends Pick<PopconfirmProps, "okText" | "onConfirm"> { title: ReactNode; children: ReactNode }

export function Sure({ title, ...rest }: Props) {
  // The answers are met by a finger.
  const size = { size: "middle" } as const;
  return <Popconfirm {...rest} title={<Question>{title}</Question>} destroyOnHidden okButtonProps={size} cancelButtonProps={size} />;
}

function Question({ children }: { children: ReactNode }) {
  const id = useId();
  const words = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    const box = words.current?.closest(".ant-popover-container");
    if (!box) return;
    box.setAttribute("role", "alertdialog");
    box.setAttribute("aria-labelledby", id);
    const answers = [...box.querySelectorAll("button")];
    // No is the first of them: a key that is held down confirms nothing.
    answers[0]?.focus({ preventScroll: true });
    const keep = (event: Event) => {
      if (!(event instanceof KeyboardEvent) || event.key !== "Tab") return;
      event.preventDefault();
      const at = answers.findIndex((one) => one === document.activeElement);
      answers.at((at + (event.shiftKey ? -1 : 1)) % answers.length)?.focus();
    };
    box.addEventListener("keydown", keep);
    return () => {
      box.removeEventListener("keydown", keep);
      giveBack(opener);
    };
  }, [id]);
  return <span id={id} ref={words}>{children}</span>;
}
