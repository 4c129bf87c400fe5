interface BarButtonProps {
  label: string;
  variant?: 'primary' | 'breadcrumb';
  tone?: 'critical';
  disabled?: boolean;
  loading?: boolean;
  onPress: () => void;
}

/** A button inside a title bar, save bar or modal: App Bridge draws it outside of the page. */
export function BarButton(props: BarButtonProps) {
  // App Bridge reads these off plain buttons; React passes lower-case attributes on as they are.
  const attributes: Record<string, string> = {};
  if (props.variant) attributes.variant = props.variant;
  if (props.tone) attributes.tone = props.tone;
  if (props.loading) attributes.loading = '';
  return (
    <button type="button" {...attributes} disabled={props.disabled} onClick={props.onPress}>
      {props.label}
    </button>
  );
}
