package pack_test

import (
	"bufio"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// needed ends a test that lacks a program: it fails where programs were
// installed for the tests.
func needed(t testing.TB, name string) {
	t.Helper()
	if os.Getenv("SARSEN_CI") != "" {
		t.Fatalf("%s is not installed", name)
	}
	t.Skipf("%s is not installed", name)
}

func program(t testing.TB, names ...string) string {
	t.Helper()
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	needed(t, names[0])
	return ""
}

// browser is a Chromium without a screen or network, steered through a pipe.
type browser struct {
	t       testing.TB
	out     io.Writer
	in      *bufio.Reader
	id      int
	session string
}

func newBrowser(t testing.TB) *browser {
	t.Helper()
	bin := program(t, "chromium", "chromium-browser", "google-chrome")
	fromTest, toBrowser, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	fromBrowser, toTest, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	cmd := exec.CommandContext(ctx, bin, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
		"--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--hide-scrollbars",
		"--user-data-dir="+t.TempDir(), "--remote-debugging-pipe")
	cmd.ExtraFiles = []*os.File{fromTest, toTest}
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	_, _ = fromTest.Close(), toTest.Close()
	t.Cleanup(func() {
		_, _ = io.WriteString(toBrowser, `{"id":0,"method":"Browser.close"}`+"\x00")
		_ = cmd.Wait() // as it pleases
		cancel()
		_, _ = toBrowser.Close(), fromBrowser.Close()
	})
	b := &browser{t: t, out: toBrowser, in: bufio.NewReader(fromBrowser)}
	target := b.call("Target.createTarget", map[string]any{"url": "about:blank"})["targetId"]
	session, ok := b.call("Target.attachToTarget", map[string]any{"targetId": target, "flatten": true})["sessionId"].(string)
	if !ok {
		t.Fatal("no session")
	}
	b.session = session
	b.call("Page.enable", nil)
	b.call("Network.enable", nil)
	b.call("Network.emulateNetworkConditions", map[string]any{"offline": true, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0})
	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": true}) // of the pages
	return b
}

// call runs one command and waits for its answer.
func (b *browser) call(method string, params map[string]any) map[string]any {
	b.t.Helper()
	b.id++
	message, err := json.Marshal(map[string]any{"id": b.id, "method": method, "params": params, "sessionId": b.session})
	if b.session == "" {
		message, err = json.Marshal(map[string]any{"id": b.id, "method": method, "params": params})
	}
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.out.Write(append(message, 0)); err != nil {
		b.t.Fatalf("%s: %v", method, err)
	}
	for {
		m := b.message()
		if m.ID != b.id {
			continue
		}
		if m.Error != nil {
			b.t.Fatalf("%s: %v", method, m.Error)
		}
		return m.Result
	}
}

type answer struct {
	ID     int            `json:"id"`
	Method string         `json:"method"`
	Result map[string]any `json:"result"`
	Error  map[string]any `json:"error"`
}

func (b *browser) message() answer {
	b.t.Helper()
	raw, err := b.in.ReadBytes(0)
	if err != nil {
		b.t.Fatalf("the browser went away: %v", err)
	}
	var m answer
	if err := json.Unmarshal(raw[:len(raw)-1], &m); err != nil {
		b.t.Fatal(err)
	}
	return m
}

// open shows a file and waits until it is there.
func (b *browser) open(path string) {
	b.t.Helper()
	abs, err := filepath.Abs(path)
	if err != nil {
		b.t.Fatal(err)
	}
	u := url.URL{Scheme: "file", Path: filepath.ToSlash(abs)}
	b.id++
	m, err := json.Marshal(map[string]any{"id": b.id, "method": "Page.navigate", "params": map[string]any{"url": u.String()}, "sessionId": b.session})
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.out.Write(append(m, 0)); err != nil {
		b.t.Fatal(err)
	}
	for b.message().Method != "Page.loadEventFired" {
	}
}

// eval returns the value of an expression, or of the promise that it is.
func (b *browser) eval(expression string) any {
	b.t.Helper()
	answer := b.call("Runtime.evaluate", map[string]any{"expression": expression, "returnByValue": true, "awaitPromise": true})
	if problem, ok := answer["exceptionDetails"]; ok {
		b.t.Fatalf("evaluate: %v", problem)
	}
	result, _ := answer["result"].(map[string]any)
	return result["value"]
}

func (b *browser) evalString(expression string) string {
	b.t.Helper()
	s, _ := b.eval(expression).(string)
	return s
}

// look sets the width in CSS pixels and the media features.
func (b *browser) look(width int, scheme string) {
	b.t.Helper()
	b.call("Emulation.setDeviceMetricsOverride", map[string]any{"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false})
	b.call("Emulation.setEmulatedMedia", map[string]any{"media": "", "features": []any{map[string]any{"name": "prefers-color-scheme", "value": scheme}}})
}

// tab presses the tabulator key.
func (b *browser) tab() {
	b.t.Helper()
	for _, kind := range []string{"rawKeyDown", "keyUp"} {
		b.call("Input.dispatchKeyEvent", map[string]any{"type": kind, "key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9})
	}
}

// saved writes what a command answers as base64, when a folder for pictures is
// named in SARSEN_PICTURES.
func (b *browser) saved(name, method string, params map[string]any) []byte {
	b.t.Helper()
	data, _ := b.call(method, params)["data"].(string)
	raw, err := base64.StdEncoding.DecodeString(data)
	if err != nil {
		b.t.Fatal(err)
	}
	if dir := os.Getenv("SARSEN_PICTURES"); dir != "" {
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o600); err != nil {
			b.t.Error(err)
		}
	}
	return raw
}

func (b *browser) picture(name string) {
	b.t.Helper()
	b.saved(name+".png", "Page.captureScreenshot", map[string]any{"format": "png", "captureBeyondViewport": os.Getenv("SARSEN_PICTURES") != ""})
}

func (b *browser) pdf(name string) []byte {
	b.t.Helper()
	return b.saved(name+".pdf", "Page.printToPDF", map[string]any{"preferCSSPageSize": true, "printBackground": true, "paperWidth": 8.27, "paperHeight": 11.69})
}

// axe runs the rules of WCAG 2.2 AA over the page and returns what they find.
func (b *browser) axe(source string) []string {
	b.t.Helper()
	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": false}) // axe waits for its own timers
	b.call("Runtime.evaluate", map[string]any{"expression": source})
	raw := b.evalString(`axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']}).then(r => JSON.stringify(
		{passes: r.passes.length, violations: r.violations.map(v => v.id + ': ' + v.nodes.length + ' of ' + v.nodes[0].html.slice(0, 160) + ' ' + v.nodes[0].failureSummary)}))`)
	b.call("Emulation.setScriptExecutionDisabled", map[string]any{"value": true})
	var found struct {
		Passes     int      `json:"passes"`
		Violations []string `json:"violations"`
	}
	if err := json.Unmarshal([]byte(raw), &found); err != nil {
		b.t.Fatal(err)
	}
	if found.Passes < 8 {
		return append(found.Violations, fmt.Sprintf("only %d rules had something to look at", found.Passes))
	}
	return found.Violations
}
