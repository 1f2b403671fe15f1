// A dialog that gives the focus back to where it was opened from. The library's does so when it is closed, and not when
// it is taken away, as a page does that shows it only while something is asked.
import { Modal, type ModalProps } from "antd";
import { useEffect, useState } from "react";
import { giveBack } from "./focus";

export function Dialog(props: ModalProps) {
  const [opener] = useState(() => document.activeElement);
  useEffect(() => () => giveBack(opener), [opener]);
  return <Modal {...props} />;
}
