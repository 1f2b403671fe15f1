// A page that fails while it is drawn says so and offers a way on, instead of leaving the portal blank.
import { Button, Result } from "antd";
import { Component, type ReactNode } from "react";

interface Props { title: string; help: string; again: string; children: ReactNode }

export class ErrorBoundary extends Component<Props, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    const { title, help, again } = this.props;
    return <Result status="error" title={title} subTitle={help} extra={<Button type="primary" onClick={() => window.location.reload()}>{again}</Button>} />;
  }
}
