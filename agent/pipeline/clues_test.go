package pipeline_test

import (
	"testing"

	"sarsen/crawlers/documents"
)

// What stands with other people more often than with the subject is not theirs;
// an address may be both.
func TestCluesOfOthers(t *testing.T) {
	find := finder(t, map[string][]documents.Item{
		"own.txt":   text("QQ123456C Rowena Tolliver, 07700 900111"),
		"moved.txt": text("QQ123456C Rowena Tolliver, 44 Oak Avenue"),
		"mail.txt":  text("QQ123456C Rowena Tolliver, rt@mail.example"),
		"ann.txt":   text("Ann Patel, 44 Oak Avenue, 07700900111"),
		"ann2.txt":  text("Ann Patel, 44 Oak Avenue, 07700 900111, rt@mail.example"),
	})
	if _, clues := ran(t, find, subject()); clues != "address=44 Oak Avenue email=rt@mail.example" {
		t.Errorf("clues %q", clues)
	}
}
