import { loadWidget, until, type LoadedWidget } from './loaded-widget';

let widget: LoadedWidget;
afterEach(() => widget.stop());

test('starting in a page compiles no template; the first card does, and the next ones find it ready', async () => {
  widget = await loadWidget();
  const host = widget.window as unknown as { Twig: { twig: (...given: unknown[]) => unknown } };
  const { twig } = host.Twig;
  let compiled = 0;
  host.Twig.twig = (...given) => {
    compiled += 1;
    return twig(...given);
  };
  widget.instance.callbacks['render']?.();
  widget.instance.callbacks['init']?.();
  expect(compiled).toBe(0);
  await until(() => widget.connections() === 1, 'the widget connects');
  for (const [index, number] of ['+79991112233', '+79991112244'].entries()) {
    widget.tell({
      call_id: `c-${index}`,
      state: 'ringing',
      direction: 'inbound',
      phone: number,
      line: '',
      extensions: ['101'],
      started_at: new Date().toISOString(),
      seq: index + 1,
    });
  }
  await until(
    () => widget.window.document.querySelectorAll('[data-call]').length === 2,
    'both cards are there',
  );
  expect(compiled).toBe(1);
  host.Twig.twig = twig;
});
