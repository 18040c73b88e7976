/*
 * Runs before every other script of the window, as a classic script. It takes away what a Content Security Policy does not
 * govern: WebRTC, which reaches any server; what leads to another realm, where its constructors would stand again, such as
 * frames and windows; and what leads away from this page. Trusted Types keep text from becoming markup, so no frame comes
 * of that either. Everything that is called later is taken now: no script can put something else in its place.
 */
{
  const { apply, defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys } = Reflect;
  const { origin } = location;
  const { URL } = globalThis;
  const { createElement } = Document.prototype;
  const { createDocument } = DOMImplementation.prototype;
  const { preventDefault } = Event.prototype;
  const { toLowerCase } = String.prototype;

  /** For good: neither assignment nor `delete` brings back what was there. */
  const fix = (owner: object, name: string, value: unknown) =>
    defineProperty(owner, name, { value, configurable: false, enumerable: false, writable: false });
  const readerOf = <Owner extends object, Name extends string & keyof Owner>(owner: Owner, name: Name) => {
    const get = getOwnPropertyDescriptor(owner, name)?.get;
    if (!get) throw new Error(`there is no ${name}`);
    return (from: unknown) => apply(get, from, []) as Owner[Name];
  };

  const dangerous =
    /^(?:(?:webkit|moz)?RTC.*|XMLHttpRequest|XSLTProcessor|customElements|CustomElementRegistry|documentPictureInPicture)$/;
  for (const name of ownKeys(globalThis)) {
    if (typeof name === 'string' && dangerous.test(name)) deleteProperty(globalThis, name);
  }
  for (const owner of [globalThis, Document.prototype]) fix(owner, 'open', () => null);

  const frames: Readonly<Record<string, boolean>> = Object.assign(Object.create(null), {
    embed: true,
    fencedframe: true,
    frame: true,
    frameset: true,
    iframe: true,
    object: true,
    portal: true,
    webview: true,
  });
  const localNameOf = readerOf(Element.prototype, 'localName');
  const rootOf = readerOf(Document.prototype, 'documentElement');
  const isFrame = (element: Element | null) =>
    element !== null && frames[apply(toLowerCase, localNameOf(element), [])] === true;

  // Where a frame was asked for stands an element that shows nothing. Code that looks into it finds an empty window.
  const standIn = (document: Document) => {
    const element = apply(createElement, document, ['span']);
    fix(element, 'contentWindow', Object.freeze({}));
    return element;
  };
  for (const name of ['createElement', 'createElementNS'] as const) {
    const create = Document.prototype[name];
    fix(Document.prototype, name, function (this: Document, ...given: unknown[]) {
      const made = apply(create, this, given) as Element;
      return isFrame(made) ? standIn(this) : made;
    });
  }
  fix(DOMImplementation.prototype, 'createDocument', function (this: DOMImplementation, ...given: unknown[]) {
    const made = apply(createDocument, this, given) as Document;
    return isFrame(rootOf(made)) ? apply(createDocument, this, [null, null]) : made;
  });

  // The one policy that the Content Security Policy allows. Scripts and workers come from where the window came from; a text
  // as a script is an empty one; a text as markup is refused, for no code of ours does that.
  const { trustedTypes } = globalThis as {
    trustedTypes?: { createPolicy(name: string, rules: object): unknown };
  };
  trustedTypes?.createPolicy('default', {
    createScriptURL: (url: string) => (new URL(url, origin).origin === origin ? url : null),
    createScript: () => '',
  });

  // Some browsers have no Navigation API.
  if ('navigation' in globalThis) {
    const typeOf = readerOf(NavigateEvent.prototype, 'navigationType');
    const isHashChange = readerOf(NavigateEvent.prototype, 'hashChange');
    const downloadOf = readerOf(NavigateEvent.prototype, 'downloadRequest');
    const destinationOf = readerOf(NavigateEvent.prototype, 'destination');
    const isSameDocument = readerOf(NavigationDestination.prototype, 'sameDocument');
    navigation.addEventListener('navigate', (event) => {
      const stays =
        typeOf(event) === 'reload' ||
        isHashChange(event) ||
        downloadOf(event) !== null ||
        isSameDocument(destinationOf(event));
      if (!stays) apply(preventDefault, event, []);
    });
  }
}
