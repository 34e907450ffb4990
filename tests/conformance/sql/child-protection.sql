USE [Care]
GO
/****** Object:  Table [cp].[Plan]    Script Date: 01/02/2026 10:00:00 ******/
SET ANSI_NULLS ON
GO
IF NOT EXISTS (SELECT * FROM sys.objects WHERE object_id = OBJECT_ID(N'[cp].[Plan]') AND type in (N'U'))
BEGIN
CREATE TABLE [cp].[Plan](
	[PlanId] [int] IDENTITY(1,1) NOT NULL,
	[Child Id] [uniqueidentifier] ROWGUIDCOL NOT NULL,
	[Category of abuse] [nvarchar](50) COLLATE Latin1_General_CI_AS MASKED WITH (FUNCTION = 'default()') NULL,
	[Minutes] [nvarchar](max) NULL,
	[Minutes length]  AS (len([Minutes])) PERSISTED,
	[RowVersion] [timestamp] NOT NULL,
	[Recording] [varbinary](max) FILESTREAM NULL,
	[Answers] [xml](CONTENT [cp].[AnswerSchema]) NULL,
	[ValidFrom] [datetime2](7) GENERATED ALWAYS AS ROW START HIDDEN NOT NULL,
	[ValidTo] [datetime2](7) GENERATED ALWAYS AS ROW END HIDDEN NOT NULL,
 CONSTRAINT [PK_Plan] PRIMARY KEY CLUSTERED 
(
	[PlanId] ASC
)WITH (PAD_INDEX = OFF, STATISTICS_NORECOMPUTE = OFF) ON [PRIMARY],
	PERIOD FOR SYSTEM_TIME ([ValidFrom], [ValidTo])
) ON [PRIMARY] TEXTIMAGE_ON [PRIMARY]
WITH
(
SYSTEM_VERSIONING = ON ( HISTORY_TABLE = [cp].[PlanHistory] )
)
END
GO
ALTER TABLE [cp].[Plan] ADD  CONSTRAINT [DF_Plan_Child]  DEFAULT (newid()) FOR [Child Id]
GO
ALTER TABLE [cp].[Plan]  WITH CHECK ADD  CONSTRAINT [FK_Plan_Child] FOREIGN KEY([Child Id])
REFERENCES [dbo].[Child] ([ChildId])
GO
ALTER TABLE [cp].[Plan] ADD [Chair] nvarchar(80) NULL, [Reviewed] date
GO
EXEC sys.sp_rename N'cp.Plan.Chair', N'ChairName', 'COLUMN'
GO
ALTER TABLE [cp].[Plan] ALTER COLUMN [Reviewed] datetimeoffset(0) NOT NULL
GO
ADD SENSITIVITY CLASSIFICATION TO [cp].[Plan].[Minutes] WITH (LABEL = 'Highly Confidential', INFORMATION_TYPE = 'Health', RANK = CRITICAL)
GO
EXEC sys.sp_addextendedproperty @name=N'MS_Description', @value=N'Why a plan was made' , @level0type=N'SCHEMA',@level0name=N'cp', @level1type=N'TABLE',@level1name=N'Plan', @level2type=N'COLUMN',@level2name=N'Category of abuse'
GO
CREATE OR ALTER VIEW [cp].[vOpenPlans]
AS
SELECT TOP (100) PERCENT p.PlanId, p.[Category of abuse] AS Reason, Chair = UPPER(p.ChairName), DATEDIFF(day, p.ValidFrom, GETDATE()) AS [Days open]
FROM cp.[Plan] AS p WITH (NOLOCK)
ORDER BY p.PlanId
GO
CREATE PROCEDURE [cp].[Rebuild] AS
BEGIN
	CREATE TABLE #work (a int)
	SELECT * INTO [cp].[Scratch] FROM [cp].[Plan]
END
GO
SELECT p.PlanId, p.Minutes INTO [cp].[PlanCopy] FROM [cp].[Plan] p WHERE 1 = 0
GO
