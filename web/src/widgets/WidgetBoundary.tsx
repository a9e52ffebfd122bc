import { Component, type ReactNode } from 'react'
import { ErrorPanel } from '../ui/ErrorPanel.tsx'

/** A widget that fails takes nothing of the page with it. A class: React has no other way to catch an error of a child. */
export class WidgetBoundary extends Component<{ children: ReactNode }, { error: unknown }> {
  override state = { error: null as unknown }
  static getDerivedStateFromError(error: unknown) {
    return { error }
  }
  override render() {
    if (this.state.error === null) return this.props.children
    return <ErrorPanel error={this.state.error} retry={() => this.setState({ error: null })} />
  }
}
