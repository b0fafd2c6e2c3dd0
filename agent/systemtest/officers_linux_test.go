package systemtest

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// TestTwoUsers: two users of the machine, one of whom runs the agent; the other
// one, who acts as root through sudo, releases what the first decided, who cannot
// do so through sudo either. Afterwards the first can still work on everything.
func TestTwoUsers(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root, to be two users")
	}
	t.Parallel()
	redactor := asUser(t, "./shares")
	prepared(t, redactor)
	reviewer := redactor
	reviewer.uid = 0
	for _, served := range []bool{true, false} {
		var agent *exec.Cmd
		if served {
			agent, _ = redactor.background("serve")
			await(t, "the agent listens", func() bool { return there(redactor.path("data/agent.sock")) })
		}
		reviewer.sudo = "nobody" // the redactor
		if o := reviewer.want([]int{4}, "release", "2026-0001"); !strings.Contains(o.stderr, "second person") {
			t.Errorf("refused for another reason: %s", o.stderr)
		}
		reviewer.sudo = "gwen"
		reviewer.ok("release", "2026-0001")
		who := map[string]string{}
		for _, act := range redactor.json("audit", "show", "--request", "2026-0001") {
			who[act.at("act")] = act.at("by")
		}
		if who["accept"] == who["release"] || who["release"] != "gwen" {
			t.Errorf("the record says %v", who)
		}
		out := "pack-" + map[bool]string{true: "served", false: "alone"}[served]
		redactor.ok("export", "2026-0001", "-o", out)
		redactor.ok("verify", out)
		redactor.ok("crawl")
		if served {
			if err := agent.Process.Signal(os.Interrupt); err != nil {
				t.Fatal(err)
			}
			_ = agent.Wait()
		}
	}
}
