package index

import (
	"io"
	"log"
	"runtime"
	"strings"
)

// quieten keeps bleve's remarks out of the program's log, and so off standard
// error. Bleve writes them to the process's one logger and takes no other; what
// matters of them comes back as ErrRebuild.
func quieten() { log.SetOutput(quiet{log.Writer()}) }

// quiet passes on what is logged by anybody but bleve.
type quiet struct{ to io.Writer }

// Write implements io.Writer.
func (q quiet) Write(line []byte) (int, error) {
	var callers [32]uintptr
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers[:])])
	for {
		frame, more := frames.Next()
		if strings.HasPrefix(frame.Function, "github.com/blevesearch/") {
			return len(line), nil
		}
		if !more {
			return q.to.Write(line)
		}
	}
}
