// Package volume knows the files into which split archives are cut.
//
// It promises to tell by their names alone which files of one folder are the
// volumes of one archive, and to give their contents as one. It refuses a set
// whose first volume is missing, and takes of one with a gap what stands before
// the gap, naming what is missing: the rest stay files like others. It opens
// nothing.
package volume

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A Set is the volumes of one archive.
type Set struct {
	// Names are the files in the order in which they are joined: two at the
	// least, or none when what is missing leaves nothing to be joined.
	Names []string
	// Lead is the one among them under whose name the archive is listed: the
	// one that a person would open.
	Lead string
	// Missing are the numbers that stand in the names of the volumes that are
	// not there though a later one is, ascending, the first [MaxMissing] of them.
	Missing []int
}

// MaxMissing is how many missing volumes of a set are named.
const MaxMissing = 10

// A scheme is a way to name volumes.
type scheme struct {
	pattern *regexp.Regexp // its groups are the stem and the number
	first   int            // number of the first volume
	lead    string         // ending of the volume without a number, "" for none
	last    bool           // which is the last, not the first
}

var schemes = []scheme{
	{regexp.MustCompile(`(?i)^(.+\.(?:7z|zip|rar|tar|tgz|gz|iso))\.(\d{3,5})$`), 1, "", false}, // a.7z.001
	{regexp.MustCompile(`(?i)^(.+)\.part(\d{1,5})\.rar$`), 1, "", false},                       // a.part1.rar
	{regexp.MustCompile(`(?i)^(.+)\.r(\d{2,3})$`), 0, ".rar", false},                           // a.rar, a.r00
	{regexp.MustCompile(`(?i)^(.+)\.z(\d{2,3})$`), 1, ".zip", true},                            // a.z01, a.zip
}

type numbered struct {
	name   string
	number int
}

// Sets returns the sets among the files of one folder, in the order of their
// leads. Names are matched whatever their case; what is in no set is not
// answered.
func Sets(names []string) []Set {
	var sets []Set
	for _, s := range schemes {
		sets = append(sets, s.sets(names)...)
	}
	slices.SortFunc(sets, func(a, b Set) int { return cmp.Compare(a.Lead, b.Lead) })
	return sets
}

// IsPart reports that a file is named like a volume with a number, which every
// set has, so that a folder without any such name need not be looked at.
func IsPart(name string) bool {
	if name == "" || !strings.ContainsRune("0123456789rR", rune(name[len(name)-1])) {
		return false // as most files, at next to no cost
	}
	return slices.ContainsFunc(schemes, func(s scheme) bool { return s.pattern.MatchString(name) })
}

func (s scheme) sets(names []string) []Set {
	stems := map[string][]numbered{}
	plain := map[string]string{} // the volume without a number, by its stem
	for _, name := range names {
		lower := strings.ToLower(name)
		if m := s.pattern.FindStringSubmatch(name); m != nil {
			n, err := strconv.Atoi(m[2])
			if err == nil {
				stem := strings.ToLower(m[1])
				stems[stem] = append(stems[stem], numbered{name, n})
			}
		} else if stem, found := strings.CutSuffix(lower, s.lead); found && s.lead != "" {
			plain[stem] = name
		}
	}
	var sets []Set
	for stem, volumes := range stems {
		if set := s.order(volumes, plain[stem]); len(set.Names) > 1 || len(set.Missing) > 0 {
			sets = append(sets, set)
		}
	}
	return sets
}

// order puts the volumes of one archive into order, up to the first gap.
func (s scheme) order(volumes []numbered, plain string) Set {
	if s.lead != "" && plain == "" {
		return Set{}
	}
	slices.SortFunc(volumes, func(a, b numbered) int {
		return cmp.Or(cmp.Compare(a.number, b.number), cmp.Compare(a.name, b.name))
	})
	var run []string
	for i, v := range volumes {
		if v.number != s.first+i {
			break
		}
		run = append(run, v.name)
	}
	if len(run) == 0 {
		return Set{}
	}
	set := Set{Lead: plain, Missing: s.missing(volumes)}
	switch {
	case s.lead == "":
		set.Lead = run[0]
	case s.last && len(run) < len(volumes):
		run = nil // the last one would not fit behind a gap
	case s.last:
		run = append(run, plain)
	default:
		run = append([]string{plain}, run...)
	}
	if len(run) > 1 {
		set.Names = run
	}
	return set
}

// missing lists the gaps among volumes in order.
func (s scheme) missing(volumes []numbered) (gaps []int) {
	next := s.first
	for _, v := range volumes {
		for ; next < v.number && len(gaps) < MaxMissing; next++ {
			gaps = append(gaps, next)
		}
		next = max(next, v.number+1)
	}
	return gaps
}
